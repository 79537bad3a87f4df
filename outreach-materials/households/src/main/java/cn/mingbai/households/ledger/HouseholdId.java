package cn.mingbai.households.ledger;

/** The identity of a household. */
public record HouseholdId(long value) {}
