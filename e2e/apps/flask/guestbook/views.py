from flask import Blueprint, current_app, jsonify, request

from . import db

blueprint = Blueprint("guestbook", __name__)


@blueprint.route("/health")
def health():
    return jsonify(status="ok")


@blueprint.route("/entries", methods=["GET", "POST"])
def entries():
    path = current_app.config["DATABASE"]
    if request.method == "POST":
        db.add(path, request.get_json()["name"])
    return jsonify(db.names(path))
