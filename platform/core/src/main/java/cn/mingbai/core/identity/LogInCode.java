package cn.mingbai.core.identity;

import java.time.LocalDate;

/**
 * A first-log-in code as it is printed: shown once, kept only as a hash.
 *
 * @param loginName the name to sign in with
 * @param code ten characters of base 32 in two groups
 * @param lastDay the last day on which it can be used
 */
public record LogInCode(String personName, String loginName, String code, LocalDate lastDay) {}
