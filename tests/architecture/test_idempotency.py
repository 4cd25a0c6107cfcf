"""Every request that changes something can be sent again under its Idempotency-Key, or says why
it need not."""

from __future__ import annotations

from typing import Any

import pytest

from regie.bootstrap import build_asgi, build_runtime, configure

WITHOUT = {
    "track_order": "reads only",
    "track_order_alias": "reads only",
    "hear_changed_orders": "a message has an id of its own, and what is forgotten is gone",
    "purge_retention": "done twice, it finds nothing the second time",
    "clear_cache": "what is gone is gone",
    "empty_cache": "what is gone is gone",
    "switch_cache": "says how it shall be",
    "cancel_job": "a job is cancelled once, however often it is asked",
    "change_webhook_endpoint": "PUT: says how it shall be",
    "delete_webhook_endpoint": "DELETE: gone is gone",
    "sign_in": "a second session hurts nobody, and no answer with a cookie is kept",
    "change_my_password": "the second time the current password is another",
    "sign_out": "a session is ended once",
    "end_my_session": "a session is ended once",
    "end_my_other_sessions": "done twice, it finds none the second time",
    "end_session": "a session is ended once",
    "change_me": "PATCH: says how it shall be",
    "revoke_my_token": "DELETE: revoked is revoked",
    "revoke_service_token": "DELETE: revoked is revoked",
    "exchange_token": "the short token of an answer that was lost is over in ten minutes",
    "change_person": "PATCH: says how it shall be",
    "set_roles_of_person": "PUT: says how it shall be",
    "change_place": "PATCH: says how it shall be",
    "change_settings": "PUT: says how it shall be",
    "create_first_administrator": "the link is used once, and no answer with a cookie is kept",
    "refresh_token": "a refresh token is used once, whatever the key",
    "ask_for_password_reset": "asked again it is counted, and the former link ends",
    "reset_password": "a link is used once",
    "look_at_invitation": "reads only",
    "accept_invitation": "a link is used once; the answer sets a cookie, which is kept nowhere",
    "sign_in_by_factor": "a code counts once; the answer sets a cookie, which is kept nowhere",
    "begin_my_factor": "asked again it begins anew; the seed is kept nowhere",
    "confirm_my_factor": "confirmed once; the codes are kept nowhere",
    "renew_my_recovery_codes": "asked again the former codes end; none is kept anywhere",
    "remove_my_factor": "removed once",
    "add_retail_import": "a file that was sent before is not imported again",
    "cancel_retail_import": "an import is cancelled once, however often it is asked",
    "add_workforce_import": "a file that was sent before is not imported again",
    "cancel_workforce_import": "an import is cancelled once, however often it is asked",
    "change_store": "If-Match: the second time the version is another",
    "rename_category": "If-Match: the second time the version is another",
    "change_product": "If-Match: the second time the version is another",
    "set_product_price": "If-Match: the second time the version is another",
    "remove_product_price": "If-Match: the second time the version is another",
    "change_target": "If-Match: the second time the version is another",
    "remove_target": "If-Match: the second time it is gone",
    "play_scenario": "reads only",
    "rename_post": "If-Match: the second time the version is another",
    "change_task": "If-Match: the second time the version is another",
    "change_rules": "If-Match: the second time the version is another",
    "change_centre": "If-Match: the second time the version is another",
    "change_volume": "If-Match: the second time the version is another",
    "change_headcount": "If-Match: the second time the version is another",
    "run_scenario": "reads only",
    "cancel_simulation": "a simulation is cancelled once, however often it is asked",
    "cancel_simulation_alias": "a simulation is cancelled once, however often it is asked",
    "change_provider": "If-Match: the second time the version is another",
    "remove_provider": "If-Match: the second time it is gone",
    "check_provider": "reads only",
    "change_gateway_model": "If-Match: the second time the version is another",
    "remove_gateway_model": "If-Match: the second time it is gone",
    "change_gateway_key": "If-Match: the second time the version is another",
    "revoke_gateway_key": "If-Match: the second time the version is another",
    "complete_chat": "asked again it is answered again, as everywhere; the cache is for sparing it",
    "try_model": "asked again it is answered again",
    "add_document": "a file has the same document once",
    "remove_document": "DELETE: gone is gone",
    "link_document": "asked again there is one more link, and one more line on record",
    "link_own_document": "asked again there is one more link, and one more line on record",
    "approve_absence": "If-Match: the second time the version is another",
    "refuse_absence": "If-Match: the second time the version is another",
    "cancel_absence": "If-Match: the second time the version is another",
    "change_employee": "If-Match: the second time the version is another",
    "change_evaluation": "If-Match: the second time the version is another",
    "remove_evaluation": "If-Match: the second time it is gone",
    "discard_salary_run": "If-Match: the second time it is gone",
    "stop_salary_run": "a run is stopped once, however often it is asked",
    "change_salary": "If-Match: the second time the version is another",
    "remove_salary": "DELETE: gone is gone",
    "change_salary_item": "If-Match: the second time the version is another",
    "remove_salary_item": "DELETE: gone is gone",
    "erase_employee": "If-Match: the second time it is gone",
    "begin_conversation": "an empty one more, which hurts nobody and goes by its age",
    "send_message": "a message has a client_id of its own: it is answered once",
    "take_conversation": "taken twice by one person it is taken once",
    "release_conversation": "given back, it is not one's own any more",
    "close_conversation": "a conversation is closed once",
    "answer_customer": "a message has a client_id of its own: it is said once",
    "change_answer_template": "PUT: says how it shall be",
    "replace_widget": "If-Match: the second time the version is another",
    "count_page_view": "a page that is counted twice hurts nobody",
    "replace_saved_query": "If-Match: the second time the version is another",
    "remove_saved_query": "If-Match: the second time it is gone",
    "check_query": "reads only",
    "try_sentence": "reads only",
    "run_saved_query": "reads only, and each time on record",
    "export_saved_query": "reads only, and each time on record",
    "step_up": "asked again it lasts from then",
}
"""Operation → why it is the same twice by itself."""


@pytest.fixture(scope="module")
def changing() -> dict[str, dict[str, Any]]:
    """Operations that are not for reading, by their ids."""
    environ = {"REGIE_ENV": "development", "REGIE_DATABASE_URL": "postgresql://h/d"}
    document = build_asgi(build_runtime(configure(environ))).openapi()
    return {
        operation["operationId"]: operation
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in ("post", "put", "patch", "delete")
    }


def test_every_change_takes_a_key_or_has_a_reason(changing: dict[str, dict[str, Any]]) -> None:
    without = {
        id_
        for id_, operation in changing.items()
        if "Idempotency-Key" not in [each["name"] for each in operation.get("parameters", ())]
    }
    assert without == WITHOUT.keys()
