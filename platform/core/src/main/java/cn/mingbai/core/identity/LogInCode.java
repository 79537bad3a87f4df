package cn.mingbai.core.identity;

import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;

/**
 * A first-log-in code as it is printed: shown once, kept only as a hash.
 *
 * @param loginName the name to sign in with
 * @param code ten characters of base 32 in two groups
 * @param lastDay the last whole day on which it can be used
 * @param address the address to open
 */
public record LogInCode(
        PersonId person, String personName, String loginName, String code, LocalDate lastDay, String address) {}
