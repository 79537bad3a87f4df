package cn.mingbai.households.coverage;

/**
 * How the ledger compares with the outside count of households (对照户数).
 *
 * @param total the outside count, summed over the villages that have one
 * @param ledger what the ledger holds in those villages
 * @param villagesWithout how many villages have no outside count yet
 */
public record Control(long total, long ledger, int villagesWithout) {

    static final Control NONE = new Control(0, 0, 0);

    /** Households that the outside count has and the ledger lacks; negative when the ledger has more. */
    public long gap() {
        return total - ledger;
    }

    Control plus(Control other) {
        return new Control(total + other.total, ledger + other.ledger, villagesWithout + other.villagesWithout);
    }
}
