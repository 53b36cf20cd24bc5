"""M1, M2: what is composed is what arrives: both texts, filled in, and the files byte by byte."""

import base64
import random
from email.message import EmailMessage
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from messaging.domain.attachment import MOST_BYTES
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk

CONTENT = bytes(range(256)) * 40


def parts(mail: EmailMessage) -> tuple[str, str, list[tuple[str | None, str, bytes]]]:
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    files = [
        (part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
        for part in mail.iter_attachments()
    ]
    return plain.get_content(), html.get_content(), files


async def test_m1_text_html_and_files_arrive_as_they_were_written(desk: Desk) -> None:
    customer = await desk.customer(last_name="<Groß> & Söhne")
    pdf = await desk.upload("Größe & Plan.pdf", CONTENT)
    text = await desk.upload("liste.txt", b"Montag\n.\nDienstag\n", "text/plain")
    await desk.write(
        customer,
        body="{{anrede}}!",
        html='<p style="color:red">{{anrede}}!<script>x</script> <a href="https://bad.example/">Bad</a></p>',
        attachment_ids=[text["id"], pdf["id"]],
    )
    mail = await desk.mail()
    plain, html, files = parts(mail.message)
    assert plain.strip() == "Guten Tag Jana <Groß> & Söhne!"
    assert html.strip() == (
        '<p style="color:red">Guten Tag Jana &lt;Groß&gt; &amp; Söhne!'
        ' <a href="https://bad.example/" rel="noopener noreferrer">Bad</a></p>'
    )
    assert [name for name, _, _ in files] == ["liste.txt", "Größe & Plan.pdf"]
    assert files[1][1:] == ("application/pdf", CONTENT)
    assert files[0][2].replace(b"\r\n", b"\n") == b"Montag\n.\nDienstag\n"


async def test_m1_the_most_that_one_may_attach_arrives_signed_at_every_recipient(runs: Runs) -> None:
    seed = Ed25519PrivateKey.generate().private_bytes_raw()
    signed = {"dkim_selector": "s1", "dkim_private_key": base64.b64encode(seed).decode()}
    # The relay takes eight such mails in the loop that sends them: each waits for what the others take.
    async with runs(smtp_timeout_seconds=60.0, **signed) as desk:
        customers = [await desk.customer(email=f"k{number}@example.net") for number in range(8)]
        contents = [random.Random(number).randbytes(MOST_BYTES) for number in range(2)]
        files = [await desk.upload(f"Plan {number}.pdf", content) for number, content in enumerate(contents)]
        written = await desk.write(*customers, attachment_ids=[file["id"] for file in files])
        for item in written:
            message = await desk.message_in("accepted", item["id"], within=60)
            assert [attempt["result"] for attempt in message["attempts"]] == ["accepted"]
    # Parsing them takes its time: after the service has stopped it keeps no other part from its work.
    assert len(desk.relay.mails) == 8
    for mail in desk.relay.mails:
        assert mail.message["DKIM-Signature"]
        assert [part.get_payload(decode=True) for part in mail.message.iter_attachments()] == contents


async def test_m2_every_mail_of_a_broadcast_carries_its_files(desk: Desk) -> None:
    customers = [await desk.customer(email=f"k{number}@example.net") for number in range(5)]
    for _ in range(3):  # more broadcasts than the sender keeps files of
        sent = len(desk.relay.mails)
        content = uuid4().bytes
        file = await desk.upload("plan.bin", content, "application/octet-stream")
        answer = await desk.broadcast(
            {"customer_ids": customers}, html="<p>{{name}}</p>", attachment_ids=[file["id"]]
        )
        assert answer.status_code == 202, answer.text
        await desk.mail(sent + 5)
        for mail in desk.relay.mails[sent:]:
            assert parts(mail.message)[2] == [("plan.bin", "application/octet-stream", content)]


async def test_m2_a_test_mail_looks_like_the_mail_itself(desk: Desk) -> None:
    file = await desk.upload("plan.pdf", CONTENT)
    answer = await desk.http.post(
        "/api/test-mails",
        json={
            "to": "buero@schule.example",
            "subject": "Für {{name}}",
            "body": "{{anrede}}!",
            "html": "<b>{{anrede}}</b>",
            "attachment_ids": [file["id"]],
        },
    )
    assert answer.status_code == 202, answer.text
    plain, html, files = parts((await desk.mail()).message)
    assert (plain.strip(), html.strip()) == ("Guten Tag Erika Muster!", "<b>Guten Tag Erika Muster</b>")
    assert files == [("plan.pdf", "application/pdf", CONTENT)]
