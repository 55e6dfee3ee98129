"""Text, derived keys, seals and sheets are those of the vectors."""

import hashlib

import pytest

from sync.encoding import Malformed, b64u, digest, format_instant, parse_instant, unb64u
from sync.keys import (
    Argon2Params,
    account_keys,
    authentication_key,
    check_params,
    check_seal_key,
    check_sign_key,
    key_id,
    new_device,
    open_bundle,
    open_rest,
    parse_params,
    password_bytes,
    root_key,
    seal_bundle,
    seal_rest,
    sheet_secret,
    sheet_words,
    wrapping_key,
)
from sync.seal import hkdf, open_with, pad, padded_size, seal, seal_to, unpad, unseal
from tests.sync.formats import FORMATS, Case, each, raw, refusal, x25519
from tests.vectors import make_formats


def test_the_vectors_are_what_their_script_writes() -> None:
    assert make_formats.content() == FORMATS, "run python -m tests.vectors.make_formats"


@each("base64url")
def test_bytes_are_spelled_in_base64url(case: Case) -> None:
    (data,) = raw(case, "hex")
    assert b64u(data) == case["text"]
    assert unb64u(case["text"], len(data)) == data


@each("base64url_bad")
def test_bytes_have_one_spelling_only(case: Case) -> None:
    with pytest.raises(Malformed):
        unb64u(case)


def test_bytes_of_another_length_are_refused_by_the_name_of_the_field() -> None:
    with pytest.raises(Malformed, match="`member` must be of 16 bytes"):
        unb64u("AAAA", 16, "member")
    with pytest.raises(Malformed, match="`member` must be base64url"):
        unb64u(None, 16, "member")


@each("instants")
def test_an_instant_is_read(case: Case) -> None:
    assert parse_instant(case["text"]) == case["ms"]
    if case["offset"] is not None:
        assert format_instant(case["ms"], case["offset"]) == case["text"]


@each("instants_bad")
def test_an_instant_has_one_form_only(case: Case) -> None:
    with pytest.raises(Malformed):
        parse_instant(case)


def test_a_time_beyond_the_calendar_is_not_written() -> None:
    for milliseconds in (253402300800000, -62135596800001, 2**53):
        with pytest.raises(Malformed):
            format_instant(milliseconds)


@each("padded_sizes")
def test_a_length_is_padded_by_padme(case: Case) -> None:
    length, expected = case
    assert padded_size(length) == expected
    assert len(pad(bytes(length - 4))) == expected


@each("padding_bad")
def test_padding_is_exact_or_refused(case: Case) -> None:
    assert refusal(lambda: unpad(bytes.fromhex(case["hex"]))) == "malformed"


@each("derived")
def test_keys_are_derived_by_label(case: Case) -> None:
    key, info, out = raw(case, "key", "info", "out")
    assert hkdf(key, info) == out


@each("accounts")
def test_an_account_secret_gives_two_pairs(case: Case) -> None:
    keys = account_keys(bytes.fromhex(case["secret"]))
    assert [keys.sign_public, keys.seal_public] == raw(case, "sign_public", "seal_public")
    assert [key_id(keys.sign_public), key_id(keys.seal_public)] == raw(case, "sign_key_id", "seal_key_id")
    assert keys.sign.public_key().public_bytes_raw() == keys.sign_public
    assert keys.seal.public_key().public_bytes_raw() == keys.seal_public


def test_a_key_does_not_show_itself_when_printed() -> None:
    assert "sign=" not in repr(account_keys(bytes(32)))
    assert "private" not in repr(new_device())


def test_a_device_is_what_chance_gives_it() -> None:
    device = new_device(lambda size: bytes([size]) * size)
    assert device.id == bytes([16]) * 16
    assert device.private.private_bytes_raw() == bytes([32]) * 32
    assert device.public == device.private.public_key().public_bytes_raw()


@each("roots")
def test_a_password_gives_a_root_and_what_follows_from_it(case: Case) -> None:
    salt, root, authentication, kept, wrapping = raw(
        case, "salt", "root", "authentication", "kept_by_server", "wrapping"
    )
    params = parse_params(case["params"])
    assert params.members() == case["params"]
    assert root_key(case["password"], salt, params) == root
    assert authentication_key(root) == authentication
    assert digest(authentication) == kept
    assert wrapping_key(root) == wrapping


@each("passwords_bad")
def test_a_password_of_fewer_than_twelve_characters_is_refused(case: Case) -> None:
    with pytest.raises(Malformed):
        password_bytes(case)


def test_half_a_surrogate_pair_is_no_password() -> None:
    with pytest.raises(Malformed):
        password_bytes("long enough \ud800")


@each("params_bad")
def test_weaker_or_ruinous_parameters_are_refused(case: Case) -> None:
    with pytest.raises(Malformed):
        parse_params(case)


def test_a_root_is_never_made_with_weaker_parameters_or_another_salt() -> None:
    with pytest.raises(Malformed):
        root_key("correct horse battery", bytes(16), Argon2Params(1024, 1, 1))
    with pytest.raises(Malformed):
        root_key("correct horse battery", bytes(8))
    check_params(Argon2Params())


@each("seals")
def test_a_labelled_seal_is_that_of_the_vector_and_opens(case: Case) -> None:
    key, info, aad, content, nonce, sealed = raw(case, "key", "info", "aad", "content", "nonce", "sealed")
    assert seal(key, info, aad, content, lambda _: nonce) == sealed
    assert unseal(key, info, aad, sealed) == content


@each("seals_bad")
def test_a_labelled_seal_opens_nowhere_else(case: Case) -> None:
    key, info, aad, sealed = raw(case, "key", "info", "aad", "sealed")
    assert refusal(lambda: unseal(key, info, aad, sealed)) == case["code"]


def test_the_bundle_and_the_rest_key_are_the_seals_of_the_vectors() -> None:
    bundle, rest, passkey, _ = FORMATS["seals"]
    key, aad, secret, nonce, sealed = raw(bundle, "key", "aad", "content", "nonce", "sealed")
    school, member = aad[:16], aad[16:]
    assert seal_bundle(key, school, member, secret, lambda _: nonce) == sealed
    assert open_bundle(key, school, member, sealed) == secret
    for case in (rest, passkey):
        label, place, content, sealed = raw(case, "info", "aad", "content", "sealed")
        assert seal_rest(key, place, content, label, lambda _: nonce) == sealed
        assert open_rest(key, place, sealed, label) == content


def test_a_bundle_that_holds_no_key_is_refused() -> None:
    bundle = seal(bytes(32), b"beside/bundle/1", bytes(32), b"short")
    assert refusal(lambda: open_bundle(bytes(32), bytes(16), bytes(16), bundle)) == "malformed"


@each("sealed_to")
def test_what_is_sealed_to_a_public_key_opens_with_the_private_one(case: Case) -> None:
    info, sealed, content = raw(case, "info", "sealed", "content")
    private = x25519(case["private"])
    assert open_with(private, info, sealed) == content
    again = seal_to(private.public_key().public_bytes_raw(), info, content)
    assert len(again) == len(sealed)
    assert open_with(private, info, again) == content


@each("sealed_to_bad")
def test_what_is_sealed_to_a_public_key_opens_nowhere_else(case: Case) -> None:
    info, sealed = raw(case, "info", "sealed")
    assert refusal(lambda: open_with(x25519(case["private"]), info, sealed)) == case["code"]


@each("weak_keys")
def test_a_public_key_that_nobody_holds_alone_is_refused(case: Case) -> None:
    check = check_sign_key if case["kind"] == "sign" else check_seal_key
    assert refusal(lambda: check(bytes.fromhex(case["key"]))) == "malformed"
    if case["kind"] == "seal":
        assert refusal(lambda: seal_to(bytes.fromhex(case["key"]), b"", b"")) == "malformed"


@each("accounts")
def test_a_key_made_from_chance_is_taken(case: Case) -> None:
    sign_public, seal_public = raw(case, "sign_public", "seal_public")
    check_sign_key(sign_public)
    check_seal_key(seal_public)


@each("sheets")
def test_a_sheet_spells_a_key_in_words(case: Case) -> None:
    (secret,) = raw(case, "secret")
    assert sheet_words(secret) == case["words"].split()
    assert sheet_secret(case["words"]) == secret
    assert sheet_secret(f"\n {case['words'].upper().replace(' ', '   ')} ") == secret


@each("sheets_bad")
def test_words_that_spell_no_key_are_refused(case: Case) -> None:
    with pytest.raises(Malformed):
        sheet_secret(case)


def test_a_wrong_word_is_named_by_its_place_only() -> None:
    words = FORMATS["sheets"][0]["words"].split()
    words[6] = "besides"
    with pytest.raises(Malformed, match=r"^word 7 is not of the list$"):
        sheet_secret(" ".join(words))


def test_a_sheet_spells_32_bytes_and_no_other_number() -> None:
    with pytest.raises(Malformed):
        sheet_words(bytes(16))


def test_a_hash_is_over_the_parts_joined() -> None:
    assert digest(b"a", b"b") == hashlib.sha256(b"ab").digest()
