from pathlib import Path

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
cache = Path.home() / ".cache" / "squares"


class Square(BaseModel):
    value: int


@app.get("/healthz")
def healthz():
    return {"status": "ok"}


@app.post("/squares", status_code=201)
def square(asked: Square):
    cache.mkdir(parents=True, exist_ok=True)
    file = cache / f"{asked.value}.txt"
    if not file.exists():
        file.write_text(str(asked.value**2))
    return {"square": int(file.read_text())}
