package cn.mingbai.courses.papertest;

import java.util.Optional;

/** A page of another module about a paper test, for those who may enter scores. */
public interface PaperTestPage {

    /** The key of its name. */
    String titleKey();

    /** Its route for a test, without leading slash; empty when it says nothing about this one. */
    Optional<String> path(PaperTest test);
}
