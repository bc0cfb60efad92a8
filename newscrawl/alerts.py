"""Telling people what is wrong: a webhook, a mail. One alert an incident, all of a run in one message."""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPException
from urllib.parse import urlsplit

from newscrawl.errors import AlertFailed, UsageError
from newscrawl.store import Incident

TIMEOUT = 15
"""Seconds that a receiver may take: the run has done its work and should end."""


@dataclass(frozen=True, slots=True)
class Channels:
    """Where alerts go; empty: nowhere. `smtp` is `smtp://[USER:PASSWORD@]HOST[:PORT]`, or `smtps://…`."""

    webhook: str = ""
    mail: str = ""
    smtp: str = "smtp://127.0.0.1"
    sender: str = ""

    def __bool__(self) -> bool:
        return bool(self.webhook or self.mail)


def send(incidents: Sequence[Incident], channels: Channels) -> None:
    """Send one message about `incidents` to each channel.

    Raises AlertFailed where one takes none; UsageError for an address that is none.
    """
    if not incidents:
        return
    failures = []
    for address, deliver in ((channels.webhook, _post), (channels.mail, _mail)):
        if address:
            try:
                deliver(incidents, channels)
            # ValueError: a port that is no number, a host that is not ASCII.
            except (OSError, smtplib.SMTPException, HTTPException, ValueError) as error:
                failures.append(f"{_shown(address)}: {error}")
    if failures:
        raise AlertFailed("the alert could not be sent to " + "; ".join(failures))


def _shown(address: str) -> str:
    """An address as the log may have it: the path of a chat's webhook is its secret."""
    scheme, separator, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}" if separator else address


def message(incidents: Sequence[Incident]) -> str:
    """The message for people: one line an incident."""
    lines = (f"{one.site}: {one.monitor}: {one.says} (run {one.run})" for one in incidents)
    return "\n".join(" ".join(line.split()) for line in lines)


def _post(incidents: Sequence[Incident], channels: Channels) -> None:
    """JSON that chat services understand (`text`), with the facts beside it."""
    if urlsplit(channels.webhook).scheme not in ("http", "https"):
        raise UsageError(f"NEWSCRAWL_ALERT_WEBHOOK is no web address: {channels.webhook}")
    facts = [
        {
            "site": one.site,
            "monitor": one.monitor,
            "subject": one.subject,
            "says": one.says,
            "run": one.run,
            "opened": one.opened.isoformat(),
        }
        for one in incidents
    ]
    body = json.dumps({"text": message(incidents), "incidents": facts}, ensure_ascii=False).encode()
    request = urllib.request.Request(
        channels.webhook, body, {"Content-Type": "application/json; charset=utf-8", "User-Agent": "newscrawl"}
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT):
        return


def _mail(incidents: Sequence[Incident], channels: Channels) -> None:
    server = urlsplit(channels.smtp)
    if server.scheme not in ("smtp", "smtps") or not server.hostname:
        raise UsageError(f"NEWSCRAWL_SMTP is no mail server: {channels.smtp}; write smtp://HOST:PORT")
    mail = EmailMessage()
    sites = sorted({one.site for one in incidents})
    mail["Subject"] = f"newscrawl: {', '.join(sites)}: {incidents[0].monitor}"
    mail["From"] = channels.sender or f"newscrawl@{server.hostname}"
    mail["To"] = channels.mail
    mail.set_content(message(incidents))
    context = ssl.create_default_context()
    with _connect(server.scheme, server.hostname, server.port, context) as connection:
        if server.username:
            connection.login(server.username, server.password or "")
        connection.send_message(mail)


def _connect(scheme: str, host: str, port: int | None, context: ssl.SSLContext) -> smtplib.SMTP:
    """A connection that is encrypted wherever the server can."""
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
    connection = smtplib.SMTP(host, port or 25, timeout=TIMEOUT)
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=context)
        connection.ehlo()
    return connection
