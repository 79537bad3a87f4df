package cn.mingbai.district.inspections;

import cn.mingbai.core.error.MingbaiException;
import org.jspecify.annotations.Nullable;

/** Why a check that a phone handed in waits for the desk. */
enum CheckWhy {
    /** Not all of it can be read, or it names no household. */
    UNREADABLE,
    /** It was recorded after the phone's key had ended. */
    KEY_EXPIRED,
    /** It was recorded after the phone had been withdrawn. */
    PHONE_WITHDRAWN,
    /** The household is not drawn, or its inspection is not one that this inspector goes to. */
    NOT_YOURS,
    /** The inspection has ended. */
    CLOSED,
    /** A replacement whose turn has not come. It is placed by itself when a household before it is refused or not found. */
    NOT_DUE,
    /** What another inspector recorded there first stands. */
    OTHER_STANDS,
    /** The same id came with another content first. */
    DIFFERS,
    /** It contradicts itself or the inspection, such as a day before the draw. */
    IMPOSSIBLE;

    /** Why what a phone recorded was refused. */
    static CheckWhy of(@Nullable MingbaiException refusal) {
        return switch (refusal == null ? "" : refusal.key()) {
            case "district.inspection.not-yours", "core.access.not-found" -> NOT_YOURS;
            case "district.inspection.closed" -> CLOSED;
            case "district.inspection.replacement-not-due" -> NOT_DUE;
            default -> IMPOSSIBLE;
        };
    }

    /** The key of its sentence. */
    String key() {
        return "district.check.why." + name();
    }
}
