"""docker-compose.yml as processes of one machine: each service is a loopback address of its own, with the very ports of its container."""

import os
import re
import secrets
import subprocess
import tempfile
from base64 import b64encode
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]

# There are no programs of these here; nothing waits for them.
LEFT_OUT = {"otel-collector", "jaeger", "prometheus", "s3"}


def secrets_of_example():
    """Every variable of .env.example, with a made-up value where it is a secret; the environment goes first."""
    made = {"SIGN_IN_AUTHORITY": "", "SIGN_IN_ISSUER": "https://issuer.test"}
    for name in re.findall(r"^([A-Z_]+)=$", (ROOT / ".env.example").read_text(), re.MULTILINE):
        is_password = name.endswith("_PASSWORD")
        made.setdefault(name, secrets.token_hex(24) if is_password else b64encode(secrets.token_bytes(32)).decode())
    return {name: os.environ.get(name, value) for name, value in made.items()}


def compose(variables, *arguments, errors=None):
    """The services by name, as docker-compose itself reads the file. Raises CalledProcessError where it refuses it."""
    # The tool takes a .env beside the file where it is given none; what runs here must not depend on that.
    with tempfile.NamedTemporaryFile("w", suffix=".env") as file:
        file.writelines(f"{name}={value}\n" for name, value in variables.items())
        file.flush()
        tool = ["docker-compose", "--file", ROOT / "docker-compose.yml", "--env-file", file.name, *arguments, "config"]
        environment = {name: value for name, value in os.environ.items() if name not in variables}
        return yaml.safe_load(subprocess.run(tool, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, check=True).stdout)["services"]


def in_order(services):
    """Their names, each after those it depends on."""
    order, rest = [], dict(services)
    while rest:
        free = [name for name in sorted(rest) if set(rest[name].get("depends_on", {})) <= set(order)]
        if not free:
            raise ValueError(f"These services wait for each other: {', '.join(rest)}.")
        order += free
        for name in free:
            del rest[name]
    return order


class Machine:
    """Where a service's names, addresses and folders are on this machine."""

    def __init__(self, services, work):
        self.services = services
        self.work = work
        # A net of its own for each run, so that several may run at once.
        net = f"127.{64 + os.getpid() // 256 % 128}.{os.getpid() % 256}"
        self.addresses = {name: f"{net}.{number}" for number, name in enumerate(sorted(services), 1)}

    def address(self, service):
        return self.addresses[service]

    def hosts(self, text):
        """A text in which services are named where a host belongs, with their addresses instead."""
        for name, address in self.addresses.items():
            text = re.sub(rf"(?<=Host=){name}(?=;)|(?<=--host=){name}$|(?<= ){name}(?=:\d)", address, text)
        return text

    def folders(self, service):
        """The service's mounts: the container's path to the one here."""
        mounts = {}
        for mount in self.services[service].get("volumes", []):
            source, _, target = mount.rpartition(":")[0].rpartition(":") if mount.count(":") == 2 else mount.rpartition(":")
            path = Path(source) if source.startswith("/") else self.work / "volumes" / (source or f"{service}-{Path(target).name}")
            mounts[target] = path
        return mounts

    def environment(self, service):
        """The container's environment, with this machine's addresses and folders."""
        settings = {}
        for name, value in (self.services[service].get("environment") or {}).items():
            if name.startswith("OTEL_"):
                continue
            value = self.hosts(str(value)).replace("://+:", f"://{self.address(service)}:")
            if name.endswith("AdvertisedAddress"):
                value = self.address(value)
            for target, path in self.folders(service).items():
                value = str(path) + value[len(target):] if value == target or value.startswith(target + "/") else value
            settings[name] = value
        return settings


class Image:
    """What a Dockerfile says about building and starting a program."""

    def __init__(self, dockerfile):
        self.text = (ROOT / dockerfile).read_text()

    @property
    def publish(self):
        return re.search(r"^RUN (dotnet publish .*)$", self.text, re.MULTILINE)[1]

    @property
    def entry(self):
        return yaml.safe_load(re.search(r"^ENTRYPOINT (\[.*\])$", self.text, re.MULTILINE)[1])
