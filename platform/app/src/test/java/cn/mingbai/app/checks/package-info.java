/**
 * Checks of what must hold under attack and on bad days, over the whole application. Each counts only because a sabotage
 * turns it red: {@code bin/sabotage} breaks one defence after the other and writes docs/security-checks.md.
 */
@org.jspecify.annotations.NullMarked
package cn.mingbai.app.checks;
