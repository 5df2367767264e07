import os

for place in (".", "logs", os.environ["UPLOADS"], "/media", os.path.expanduser("~")):
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, "written"), "w") as file:
        file.write("yes")
print("written")
