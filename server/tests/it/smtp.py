"""A mail server for tests: aiosmtpd, with bad moments.

smtp.py FAULTS [starttls | tls]

So many of a hundred letters meet a bad moment: a passing error, a lost connection before or after the
letter was taken. Addresses that begin with "nobody" do not exist. Prints a line of JSON when it listens
(port, and the file of its certificate's authority), and one for each letter and each bad moment.
"""

import asyncio
import email.policy
import json
import random
import ssl
import sys
import tempfile

import trustme
from aiosmtpd.smtp import SMTP


def say(**what):
    print(json.dumps(what), flush=True)


def text(letter, kind):
    return letter.get_body((kind,)).get_content().replace("\r\n", "\n")


class Books:
    def __init__(self, faults):
        self.faults = faults

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        moment = random.randrange(100)
        fault = moment * 4 // self.faults if moment < self.faults else None
        if fault in (0, 1):
            say(fault="busy")
            return random.choice(["451 4.3.0 later", "421 4.3.2 going down"])
        if fault == 2:
            say(fault="cut before")
            server.transport.abort()
            return "451 gone"
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(
            id=letter["Message-ID"],
            to=envelope.rcpt_tos,
            sender=letter["From"],
            subject=letter["Subject"],
            unsubscribe=letter["List-Unsubscribe"] or "",
            plain=text(letter, "plain"),
            html=text(letter, "html"),
            secure=session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None,
        )
        if fault == 3:
            say(fault="cut after")
            server.transport.abort()
        return "250 OK"


async def main():
    faults, tls = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    context, ca = None, ""
    if tls:
        authority = trustme.CA()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        with tempfile.NamedTemporaryFile(suffix=".pem", delete=False) as file:
            authority.cert_pem.write_to_path(file.name)
            ca = file.name
    starttls = {"tls_context": context, "require_starttls": True} if tls == "starttls" else {}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Books(faults), hostname="localhost", enable_SMTPUTF8=True, **starttls),
        "127.0.0.1",
        0,
        ssl=context if tls == "tls" else None,
    )
    say(port=server.sockets[0].getsockname()[1], ca=ca)
    await server.serve_forever()


asyncio.run(main())
