package cn.mingbai.core.outage;

/** How much room a disk has left, from enough to none; its place in the order is the figure that is measured. */
public enum RoomLevel {
    ENOUGH,
    /** Somebody has to make room soon; nothing is refused yet. */
    LOW,
    /** What would store something is refused; the rest is for log-ins and for what keeps the system in order. */
    FULL,
    /** Log-ins are refused, too: the database would wait for room and answer nobody. */
    NONE
}
