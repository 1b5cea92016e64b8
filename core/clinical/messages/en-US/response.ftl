# A form on screen.

# A safety item was answered, and then lowered.
changed_answer = You changed this answer. Your clinic can see both.
changed_private_answer = Only you can read this. Your clinic will not see it.
changed_rating = You changed this answer. Both are kept with the rating.

# Before a form is left that is not complete.
leave_form = { part_leave_form } Your clinic sees only that you started.
leave_form_with_safety_answer = { part_leave_form } Your clinic will see that { $question } was answered.
leave_private_form = { part_leave_form } Only you can read this. Your clinic will not see it.
