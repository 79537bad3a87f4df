package cn.mingbai.core.access;

import cn.mingbai.core.people.PersonId;

/**
 * Who is signed in.
 *
 * @param account the account's id
 * @param name the person's name, for the audit trail and the layout
 */
public record Caller(long account, PersonId person, String name) {}
