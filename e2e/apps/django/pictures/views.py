from django.core.files.base import ContentFile
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from .models import Picture


def health(request):
    return HttpResponse("ok\n", content_type="text/plain")


@csrf_exempt
def pictures(request):
    if request.method == "POST":
        title = request.GET["title"]
        Picture(title=title).file.save(f"{title}.txt", ContentFile(request.body))
    return JsonResponse({"pictures": list(Picture.objects.order_by("id").values("title", "file"))})
