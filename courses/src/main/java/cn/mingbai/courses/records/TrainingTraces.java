package cn.mingbai.courses.records;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.merging.PersonTraces;
import cn.mingbai.core.people.PersonId;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says how many training records a person's record has. */
@Component
class TrainingTraces implements PersonTraces {

    private final JdbcClient jdbc;
    private final Texts texts;

    TrainingTraces(JdbcClient jdbc, Texts texts) {
        this.jdbc = jdbc;
        this.texts = texts;
    }

    @Override
    public List<String> of(PersonId person, Locale locale) {
        var records = jdbc.sql("select count(*) from training_record where person_id = :person")
                .param("person", person.value())
                .query(Integer.class)
                .single();
        return List.of(texts.get(locale, "courses.record.count", records));
    }
}
