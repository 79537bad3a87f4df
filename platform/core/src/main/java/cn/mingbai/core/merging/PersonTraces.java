package cn.mingbai.core.merging;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import java.util.List;
import java.util.Locale;

/** What a module keeps about a person's own record, said before two records are merged. Declare it as a bean. */
@Internal
public interface PersonTraces {

    /** In words, such as how many records of a kind there are; nothing for nothing. What others' records hold is not counted. */
    List<String> of(PersonId person, Locale locale);
}
