"""The least that pip asks of a build backend: one pure wheel."""

from pathlib import Path
from zipfile import ZipFile

TAG = "greeting-1.0"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    name = f"{TAG}-py3-none-any.whl"
    info = f"{TAG}.dist-info"
    with ZipFile(Path(wheel_directory, name), "w") as wheel:
        wheel.writestr("greeting.py", 'TEXT = "hello\\n"\n')
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: backend\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", f"greeting.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return name


def get_requires_for_build_wheel(config_settings=None):
    return []
