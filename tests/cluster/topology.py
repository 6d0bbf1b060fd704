"""Reads docker-compose.yml as the compose tool does."""
import base64
import os
import secrets
import subprocess

import yaml

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))


def example_settings():
    """Every setting of .env.example, the secret ones made up."""
    settings = {}
    with open(os.path.join(ROOT, ".env.example"), encoding="utf-8") as file:
        for line in file:
            name, sign, value = line.strip().partition("=")
            if sign and not name.startswith("#"):
                settings[name] = value or made_up(name)
    settings["SIGN_IN_AUTHORITY"] = ""
    settings["SIGN_IN_ISSUER"] = "https://issuer.test"
    return settings


def made_up(name):
    if name.endswith("PASSWORD"):
        return secrets.token_hex(16)
    return base64.b64encode(secrets.token_bytes(32)).decode()


def compose(settings, folder, *arguments):
    """The compose file with everything filled in. Raises CalledProcessError where the tool refuses it."""
    path = os.path.join(folder, "env")
    with open(path, "w", encoding="utf-8") as file:
        os.chmod(path, 0o600)
        file.writelines(f"{name}={value}\n" for name, value in settings.items())
    environment = {name: value for name, value in os.environ.items() if name not in settings}
    tool = ["docker-compose", "-f", os.path.join(ROOT, "docker-compose.yml"), "--env-file", path, *arguments, "config"]
    return yaml.safe_load(subprocess.run(tool, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout)
