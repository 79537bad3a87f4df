package cn.mingbai.quizzes.papertest;

import cn.mingbai.courses.records.ReversalListener;
import org.springframework.stereotype.Component;

/** Lets a paper be typed anew once the score that rested on it was taken back. */
@Component
class TypedAnswersTakenBack implements ReversalListener {

    private static final String PREFIX = "paper:";

    private final DrawnPaperRows rows;

    TypedAnswersTakenBack(DrawnPaperRows rows) {
        this.rows = rows;
    }

    @Override
    public void reversed(String group) {
        if (group.startsWith(PREFIX)) {
            rows.supersede(Long.parseLong(group.substring(PREFIX.length())));
        }
    }
}
