package cn.mingbai.quizzes.answerfile;

import cn.mingbai.core.access.Action;
import cn.mingbai.courses.trainingrate.RatePage;
import org.springframework.stereotype.Component;

/** Leads from the training rate to the files of answers. */
@Component
class AnswerFilesPage implements RatePage {

    @Override
    public String titleKey() {
        return "quizzes.answer-file.link";
    }

    @Override
    public String path() {
        return "quiz-answers";
    }

    @Override
    public Action action() {
        return Action.RECORD_TRAINING;
    }
}
