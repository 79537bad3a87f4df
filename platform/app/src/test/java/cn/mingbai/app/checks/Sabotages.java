package cn.mingbai.app.checks;

import java.util.List;

/** The sabotages of one area, found by their class name, which ends in {@code Sabotages}. */
public interface Sabotages {

    List<Sabotage> all();
}
