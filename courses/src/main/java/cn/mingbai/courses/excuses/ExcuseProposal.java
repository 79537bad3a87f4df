package cn.mingbai.courses.excuses;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a proposal asks for, as it is kept with the approval: to excuse a person, or to take an excuse back.
 *
 * @param excuse the excuse to take back, or null to make one
 * @param reason the name of the reason of a new one
 */
record ExcuseProposal(
        @Nullable Long excuse,
        long person,
        String reason,
        LocalDate from,
        LocalDate to,
        String basis,
        @Nullable Long attachment) {

    static final String KIND = "training.excuse";

    boolean isTakeBack() {
        return excuse != null;
    }

    /** What the approval is about: one open proposal for a person, and one for an excuse. */
    String subject() {
        return excuse == null ? "person " + person : "excuse " + excuse;
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    static ExcuseProposal of(String json) {
        return JsonMapper.shared().readValue(json, ExcuseProposal.class);
    }
}
