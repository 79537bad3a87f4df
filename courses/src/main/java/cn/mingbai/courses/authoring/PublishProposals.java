package cn.mingbai.courses.authoring;

import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.Approvals;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Which proposals about courses wait for a second person, and what they say. */
@Component
class PublishProposals {

    static final String PUBLISH = "course.publish";
    static final String WITHDRAW = "course.withdraw";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Approvals approvals;

    PublishProposals(Approvals approvals) {
        this.approvals = approvals;
    }

    static String subject(String course, int version) {
        return course + "/" + version;
    }

    Optional<Approval> open(String course, int version) {
        return approvals.open(PUBLISH, subject(course, version));
    }

    boolean isOpen(String course, int version) {
        return open(course, version).isPresent();
    }

    boolean isWithdrawing(String course) {
        return approvals.open(WITHDRAW, course).isPresent();
    }

    static String write(Object order) {
        return JSON.writeValueAsString(order);
    }

    static <T> T read(String payload, Class<T> type) {
        return JSON.readValue(payload, type);
    }
}
