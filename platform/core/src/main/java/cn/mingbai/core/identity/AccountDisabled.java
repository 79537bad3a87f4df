package cn.mingbai.core.identity;

import cn.mingbai.core.people.PersonId;
import java.util.List;

/**
 * An account has been closed. Published in its transaction: whoever keeps other keys of the person ends them in it.
 *
 * @param people the records that are this person
 * @param by who closed it
 */
public record AccountDisabled(List<PersonId> people, PersonId by) {}
