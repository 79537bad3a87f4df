package cn.mingbai.courses.heldclass;

import cn.mingbai.courses.records.ReversalListener;
import org.springframework.stereotype.Component;

/** Ends an attendance whose records were taken back, so that the person can be noted anew or make up for the class. */
@Component
class AttendanceReversed implements ReversalListener {

    private static final String PREFIX = "attendance:";

    private final ClassRows rows;

    AttendanceReversed(ClassRows rows) {
        this.rows = rows;
    }

    @Override
    public void reversed(String group) {
        if (group.startsWith(PREFIX)) {
            rows.removeAttendance(Long.parseLong(group.substring(PREFIX.length())));
        }
    }
}
