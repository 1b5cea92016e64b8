//! A form on screen. The messages of `response.ftl`.

messages! {
    changed_answer();
    changed_private_answer();
    changed_rating();
    leave_form();
    leave_form_with_safety_answer(question);
    leave_private_form();
}
