package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Action;

/** A page of another module that says more about the training rate and is reached from it. */
public interface RatePage {

    /** The key of its name. */
    String titleKey();

    /** Its route, without leading slash. */
    String path();

    /** What one must be allowed to do to open it. */
    Action action();
}
