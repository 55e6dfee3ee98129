"""A device says where it takes pushes: a push service on the internet, and nothing that stands in the server's own network."""

import socket
from contextlib import suppress
from threading import Thread
from time import sleep
from typing import Any

import pytest
import requests

from server.context import Server
from server.push import outbound, vapid
from server.push.endpoints import addresses_of, check_endpoint, host_of, is_public
from server.push.outbound import Outbound
from server.push.worker import Worker
from server.refusal import Refused
from server.settings import Settings
from sync.encoding import b64u, unb64u
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.answers import error
from tests.server.database_rows import rows
from tests.server.push_service import PushService, Says

GOOD = "https://push.example.org/send/abc"


def told(tablet: Tablet) -> dict[str, object]:
    """What the server says of the tablet's pushes."""
    response = tablet.json("GET", "/notifications")
    assert response.status_code == 200, response.data
    answer: dict[str, object] = response.json
    return answer


def test_a_browser_is_told_the_key_to_subscribe_with(server: Server, anna: Tablet) -> None:
    answer = told(anna)
    assert answer["subscribed"] is False
    assert unb64u(answer["key"]) == vapid.public_key(server.settings.push_private_key())


def test_a_device_subscribes_and_takes_it_back(anna: Tablet, push_service: PushService) -> None:
    push_service.subscribe(anna)
    assert told(anna)["subscribed"] is True
    assert anna.json("DELETE", "/notifications").status_code == 204
    assert told(anna)["subscribed"] is False


def test_a_device_has_one_subscription_the_last(server: Server, anna: Tablet, push_service: PushService) -> None:
    push_service.subscribe(anna)
    last = push_service.subscribe(anna)
    (row,) = rows(server.database)["push_subscriptions"]
    assert last.endpoint in row


def test_a_browser_that_another_member_uses_now_is_theirs_alone(
    server: Server, school: TestSchool, anna: Tablet, push_service: PushService
) -> None:
    browser = push_service.subscribe(anna)
    ben = school.join(Person("ben"), "mentor")
    assert ben.json("PUT", "/notifications", browser.subscription).status_code == 204
    assert (told(anna)["subscribed"], told(ben)["subscribed"]) == (False, True)
    (row,) = rows(server.database)["push_subscriptions"]
    assert ben.person.id in row


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("p256dh", "A" * 87), ("p256dh", "BA"), ("auth", "short"), ("auth", None), ("endpoint", None), ("endpoint", ""),
        ("endpoint", "https://push.example.org"), ("endpoint", "ftp://push.example.org/x"),
    ],
)  # fmt: skip
def test_what_no_push_could_be_sent_to_is_refused_by_its_field(
    anna: Tablet, push_service: PushService, field: str, value: object
) -> None:
    response = anna.json("PUT", "/notifications", {**push_service.browser().subscription, field: value})
    assert (response.status_code, response.json["error"]["field"]) == (422, field)


@pytest.mark.parametrize(
    "endpoint",
    [
        GOOD, "https://push.example.org:443/x?y=1", "https://updates.push.services.example.com/wpush/v2/gAAAA-_~",
        "https://xn--bcher-kva.example/x",
    ],
)  # fmt: skip
def test_a_push_service_on_the_internet_is_taken(endpoint: str) -> None:
    check_endpoint(endpoint, loopback=False)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/x", "https://push.example.org:8443/x", "https://127.0.0.1/x", "https://localhost/x",
        "https://10.0.0.1/x", "https://[::1]/x", "https://2130706433/x", "https://0x7f000001/x", "https://router/x",
        "https://user:pass@push.example.org/x", "https://push.example.org@127.0.0.1/x", "https://push.example.org\\@router/x",
        "https://push.example.org/x#y", "https://push.example.org/ x", "https://push.example.org/x\n", "//push.example.org/x",
        "https://push.example.org/" + "x" * 2048, "https://.example.org/x", "https://push..org/x", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_what_is_no_push_service_on_the_internet_is_refused(endpoint: str) -> None:
    with pytest.raises(Refused):
        check_endpoint(endpoint, loopback=False)


def test_services_on_this_machine_are_for_tests_alone(anna: Tablet, server: Server, push_service: PushService) -> None:
    with pytest.raises(Refused):
        check_endpoint(push_service.browser().endpoint, loopback=False)
    check_endpoint(push_service.browser().endpoint, loopback=True)
    for private in ("https://10.0.0.1/x", "http://192.168.1.1/x", "https://localhost.example/x\n"):
        with pytest.raises(Refused):
            check_endpoint(private, loopback=True)
    assert Settings().push_loopback is False


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("172.16.0.1", False), ("192.168.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1%eth0", False),
        ("fd00::1", False), ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False),
        ("64:ff9b::a00:1", False), ("2002:7f00:1::", False), ("2002:c0a8:1::", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_only_an_address_of_the_internet_is_public_whatever_it_is_wrapped_in(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.fixture
def private_names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A name service in somebody else's hands: every name stands for a machine of ours. The names that were asked for."""
    asked: list[str] = []
    look_up = socket.getaddrinfo

    def answer(host: str, port: int, **kwargs: Any) -> object:
        asked.append(host)
        return look_up("127.0.0.1", port, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_a_name_that_stands_for_a_machine_of_ours_is_not_connected_to(
    private_names: list[str], push_service: PushService
) -> None:
    assert addresses_of("push.example.org", 443, loopback=False) == []
    with Outbound(loopback=False) as session, pytest.raises(requests.ConnectionError):
        session.post(GOOD, timeout=2)
    assert "push.example.org" in private_names
    assert push_service.requests == 0


def test_nothing_but_https_leaves_without_the_setting(push_service: PushService) -> None:
    with Outbound(loopback=False) as session, pytest.raises(requests.exceptions.InvalidSchema):
        session.post(push_service.browser().endpoint, timeout=2)


def test_a_redirect_is_not_followed(push_service: PushService) -> None:
    browser = push_service.browser()
    push_service.believes = True
    with Outbound(loopback=True) as session:
        answered = session.post(browser.endpoint.replace("/send/", "/moved/"), data=b"x", timeout=2)
    assert (answered.status_code, push_service.requests) == (410, 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_who_is_sent_elsewhere_by_a_push_service_does_not_go(
    anna: Tablet, worker: Worker, push_service: PushService, status: int
) -> None:
    push_service.subscribe(anna)
    push_service.always = Says(status, {"Location": push_service.browser().endpoint})
    anna.json("POST", f"/members/{b64u(anna.person.id)}/alarm-test")
    worker.send()
    assert push_service.requests == 1


def test_the_proxies_of_the_environment_are_not_used(
    anna: Tablet, worker: Worker, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    push_service.subscribe(anna)
    anna.json("POST", f"/members/{b64u(anna.person.id)}/alarm-test")
    worker.send()
    assert push_service.kinds() == ["alarm_test"]


def test_the_answer_of_a_push_service_is_not_read(push_service: PushService) -> None:
    browser = push_service.browser()
    push_service.always = Says(500, {}, b"x" * 10_000_000)
    push_service.believes = True
    headers = {"Authorization": "vapid", "Content-Encoding": "aes128gcm"}
    with Outbound(loopback=True) as session:
        answered = session.post(browser.endpoint, data=b"x", headers=headers, timeout=5)
    assert (answered.status_code, answered.content) == (500, b"")


def test_a_push_service_that_says_a_byte_now_and_then_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The attack: a member subscribes to a machine of their own, which begins an answer and never ends it. The worker waits
    for it, and nobody is alarmed of anything any more."""
    monkeypatch.setattr(outbound, "LONGEST_SECONDS", 0.2)
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        asked, _ = listening.accept()
        with asked, suppress(OSError):
            asked.recv(65536)
            asked.sendall(b"HTTP/1.1 201 Created\r\nX-Slow: ")
            for _ in range(100):
                sleep(0.02)
                asked.sendall(b"x")
            asked.sendall(b"\r\nContent-Length: 0\r\n\r\n")

    with listening:
        slow = Thread(target=drip, daemon=True)
        slow.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/send/abc"
        with Outbound(loopback=True) as session, pytest.raises(requests.ReadTimeout):
            session.post(address, data=b"x", timeout=5)
        slow.join()


def test_the_log_names_a_service_and_never_an_address_of_a_browser() -> None:
    assert host_of("https://Push.Example.org:443/send/secret") == "push.example.org"


def test_without_a_key_a_browser_is_told_that_there_are_no_pushes(anna: Tablet, server: Server) -> None:
    bare = Settings(data=server.settings.data, secret=server.settings.secret)
    object.__setattr__(server, "settings", bare)
    assert told(anna) == {"key": None, "subscribed": False}


def test_a_subscription_is_for_members_on_devices_that_are_let_in(
    school: TestSchool, push_service: PushService
) -> None:
    stranger = school.tablet(Person("stranger"))
    response = stranger.json("PUT", "/notifications", push_service.browser().subscription)
    assert error(response) == "no_session"


def test_what_is_kept_of_a_subscription_is_what_the_browser_said(
    server: Server, anna: Tablet, push_service: PushService
) -> None:
    browser = push_service.subscribe(anna)
    (row,) = rows(server.database)["push_subscriptions"]
    assert browser.endpoint in row
    assert unb64u(browser.subscription["p256dh"]) in row
    assert unb64u(browser.subscription["auth"]) in row
