from django.urls import path
from pictures import views

urlpatterns = [
    path("health/", views.health),
    path("pictures/", views.pictures),
]
