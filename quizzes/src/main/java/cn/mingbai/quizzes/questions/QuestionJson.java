package cn.mingbai.quizzes.questions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How questions are written into the database. */
public final class QuestionJson {

    /** Reads and writes questions, and records that contain them. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Question.class, Kinds.class)
            .addMixIn(About.class, Unstated.class)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private QuestionJson() {}

    /** The kind's name in the database and in shipped files. */
    public static String kind(Question question) {
        return switch (question) {
            case SingleChoice single -> "single";
            case MultipleChoice multiple -> "multiple";
            case TrueFalse trueFalse -> "truefalse";
            case Numeric numeric -> "numeric";
            case Day day -> "day";
            case ShortText shortText -> "text";
            case Ordering ordering -> "ordering";
            case Matching matching -> "matching";
            case Scenario scenario -> "scenario";
            case ScenarioPart part -> "part";
        };
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = SingleChoice.class, name = "single"),
        @JsonSubTypes.Type(value = MultipleChoice.class, name = "multiple"),
        @JsonSubTypes.Type(value = TrueFalse.class, name = "truefalse"),
        @JsonSubTypes.Type(value = Numeric.class, name = "numeric"),
        @JsonSubTypes.Type(value = Day.class, name = "day"),
        @JsonSubTypes.Type(value = ShortText.class, name = "text"),
        @JsonSubTypes.Type(value = Ordering.class, name = "ordering"),
        @JsonSubTypes.Type(value = Matching.class, name = "matching"),
        @JsonSubTypes.Type(value = Scenario.class, name = "scenario"),
        @JsonSubTypes.Type(value = ScenarioPart.class, name = "part")
    })
    private interface Kinds {}

    /** A text without a skill is written as it was before there were any. */
    private interface Unstated {
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Skill skill();
    }
}
