"""Starts services as processes, waits for their health, and stops them."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from topology import ROOT, Image

START_SECONDS = 120
STOP_SECONDS = 45


class Processes:
    """The services of one machine that run."""

    def __init__(self, machine, apps):
        self.machine, self.apps = machine, apps
        self.running = {}

    def start(self, name):
        """Starts a service and waits until it is healthy, or, where it does one thing and ends, until it has ended."""
        service = self.machine.services[name]
        for path in self.machine.folders(name).values():
            if not path.exists():
                path.mkdir(parents=True)
        if name == "postgres":
            self._postgres(service)
        elif name == "proxy":
            self._proxy()
        else:
            self._program(name, service)

    def stop(self):
        """Stops all: the proxy, then gateways and silos side by side (each has its notice and its drain), PostgreSQL last."""
        alone = ("proxy", "postgres")
        for step in (["proxy"], [name for name in self.running if name not in alone], ["postgres"]):
            names = [name for name in step if name in self.running]
            for name in names:
                self.running[name].send_signal(signal.SIGINT if name == "postgres" else signal.SIGTERM)
            for name in names:
                self._end(name)

    def ended(self):
        """The names of services that have ended by themselves."""
        return [name for name, process in self.running.items() if process.poll() is not None]

    def log(self, name):
        return self.machine.work / f"{name}.log"

    def _end(self, name):
        try:
            self.running[name].wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            print(f"{name} did not stop within {STOP_SECONDS} s and was killed.", flush=True)
            self.running[name].kill()
            self.running[name].wait()

    def _run(self, name, command, environment=None, user=None, folder=None):
        # With this process they end too, however it does.
        prefix = ["setpriv", "--pdeathsig", "INT" if name == "postgres" else "TERM", *(["--reuid", user, "--regid", user, "--clear-groups"] if user else [])]
        with open(self.log(name), "ab") as log:
            return subprocess.Popen(
                [*prefix, *command], env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder or self.machine.work, start_new_session=True)

    def _program(self, name, service):
        image = Image(service["build"]["dockerfile"])
        app = self.apps / Path(service["build"]["dockerfile"]).parent
        entry = [str(app / part) if part.endswith(".dll") else part for part in image.entry]
        command = service.get("command") or []
        process = self._run(name, [*entry, *command], self.machine.environment(name))
        if service.get("restart") == "no":
            if process.wait(START_SECONDS) != 0:
                raise RuntimeError(f"{name} ended with {process.returncode}:\n{self.log(name).read_text()}")
        else:
            self.running[name] = process

    def wait(self, name):
        """Waits until a service is healthy: by the check of its image, or the one of its own."""
        service = self.machine.services[name]
        if name == "postgres":
            check = [self.machine.hosts(part) for part in service["healthcheck"]["test"][1:]]
        elif name in self.running:
            check = [ROOT / "silo" / "healthy", self.machine.address(name), "8080"]
        else:
            return
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run(check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env={**os.environ, "PATH": f"{binaries()}:{os.environ['PATH']}"}).returncode != 0:
            if self.running[name].poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{name} did not become healthy:\n{self.log(name).read_text()}")
            time.sleep(0.1)

    def _postgres(self, service):
        environment, address = self.machine.environment("postgres"), self.machine.address("postgres")
        data = self.machine.folders("postgres")["/var/lib/postgresql/data"]
        user = "postgres" if os.getuid() == 0 else None
        if user:
            # The server refuses to run as root.
            for folder in (data, self.machine.work / "run"):
                folder.mkdir(exist_ok=True)
                os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        else:
            (self.machine.work / "run").mkdir()
        socket = str(self.machine.work / "run")
        setup = self._run("initdb", [f"{binaries()}/initdb", "-D", str(data), "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], user=user, folder="/")
        if setup.wait() != 0:
            raise RuntimeError(f"initdb failed:\n{self.log('initdb').read_text()}")
        self.running["postgres"] = self._run("postgres", [f"{binaries()}/postgres", "-D", str(data), "-h", address, "-k", socket, "-c", "max_connections=300"], user=user, folder="/")
        roles = next(path for target, path in self.machine.folders("postgres").items() if target.startswith("/docker-entrypoint-initdb.d/"))
        while subprocess.run([f"{binaries()}/pg_isready", "-h", socket], stdout=subprocess.DEVNULL, check=False).returncode != 0:
            if self.ended():
                raise RuntimeError(f"PostgreSQL ended:\n{self.log('postgres').read_text()}")
            time.sleep(0.1)
        subprocess.run([str(roles)], env={**os.environ, **environment, "PGHOST": socket}, check=True)

    def _proxy(self):
        source = self.machine.folders("proxy")["/usr/local/etc/haproxy/haproxy.cfg"]
        config = self.machine.work / "haproxy.cfg"
        config.write_text(self.machine.hosts(source.read_text()).replace("bind *:", f"bind {self.machine.address('proxy')}:"))
        program = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin") or "haproxy"
        self.running["proxy"] = self._run("proxy", [program, "-db", "-f", str(config)])


def binaries():
    """The folder of the newest PostgreSQL of Debian's, or of the one on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else Path(shutil.which("initdb") or "/nowhere").parent
