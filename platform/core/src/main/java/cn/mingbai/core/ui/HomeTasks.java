package cn.mingbai.core.ui;

import java.util.List;
import java.util.Locale;

/** What a module contributes to the home page: what is left to do for the caller, most urgent first. */
public interface HomeTasks {

    /** The caller's open tasks; empty when nothing is left or the caller has no part in it. */
    List<HomeTask> open(Locale locale);

    /** Where the module's tasks stand on the page; lower comes first. */
    int order();
}
