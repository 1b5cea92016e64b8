//! The messages of `response.ftl`: notices about an open form.

messages! {
    changed_answer();
    changed_private_answer();
    changed_rating();
    leave_form();
    leave_form_with_safety_answer(question);
    leave_private_form();
}
