import os

from flask import Flask

from . import db, views


def create_app():
    app = Flask(__name__, instance_relative_config=True)
    os.makedirs(app.instance_path, exist_ok=True)
    app.config["DATABASE"] = os.path.join(app.instance_path, "guestbook.sqlite")
    db.create(app.config["DATABASE"])
    app.register_blueprint(views.blueprint)
    return app
