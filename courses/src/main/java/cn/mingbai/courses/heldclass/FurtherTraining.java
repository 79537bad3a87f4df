package cn.mingbai.courses.heldclass;

import cn.mingbai.core.access.Action;

/** Another kind of training event that a module above this one holds, for the way there from the held classes. */
public interface FurtherTraining {

    /** Its list's path, without leading slash. */
    String path();

    /** The key of its name. */
    String titleKey();

    /** Who sees the list. */
    Action action();
}
