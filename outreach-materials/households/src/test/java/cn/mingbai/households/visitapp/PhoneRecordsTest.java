package cn.mingbai.households.visitapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.households.visits.VisitOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneRecordsTest {

    private static final String ID = "0e984725-c51c-4bf4-9960-e1c80e27aba0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"records\":{}}",
                "{\"records\":[",
                "{\"records\":[]} x",
                "{\"records\":[[[[[[[[[[[[[[1]]]]]]]]]]]]]]}",
                "{\"records\":[],\"now\":1e99999999999999999999999999999999}"
            })
    void whatIsNoListOfRecordsIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(RuleViolation.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"outcome\":\"DANCED\"",
                "\"outcome\":7",
                "\"kind\":\"dance\",\"outcome\":\"IN_PERSON\"",
                "\"outcome\":\"IN_PERSON\",\"household\":\"7\"",
                "\"outcome\":\"IN_PERSON\",\"household\":-7",
                "\"outcome\":\"IN_PERSON\",\"household\":7.5",
                "\"outcome\":\"IN_PERSON\",\"household\":99999999999999999999",
                "\"outcome\":\"IN_PERSON\",\"informed\":\"COUSIN\"",
                "\"outcome\":\"IN_PERSON\",\"member\":\"a\\u0000b\"",
                "\"outcome\":\"IN_PERSON\",\"seconds\":{}",
                "\"outcome\":\"MEETING\"",
                "\"kind\":\"meeting\",\"households\":[]",
                "\"kind\":\"meeting\",\"households\":[1,\"2\"]",
                "\"kind\":\"bind\",\"household\":1"
            })
    void aRecordWhoseFieldsMakeNoSenseIsKeptAsItCame(String fields) {
        var record = one("\"kind\":\"visit\"," + fields);
        assertThat(record.readable()).isFalse();
        assertThat(record.content()).contains(ID);
    }

    @Test
    void aVisitIsReadWhole() {
        var record = one(
                "\"kind\":\"visit\",\"at\":\"2026-11-26T10:00:00.123Z\",\"household\":7,\"village\":3,"
                        + "\"outcome\":\"IN_PERSON\",\"informed\":\"SPOUSE\",\"member\":\" 李秀英 \",\"seconds\":14,\"later\":[1]");
        assertThat(record.readable()).isTrue();
        assertThat(record.outcome()).isEqualTo(VisitOutcome.IN_PERSON);
        assertThat(record.member()).isEqualTo("李秀英");
        assertThat(record.seconds()).isEqualTo(14);
    }

    @Test
    void theHashIsThatOfWhatItSaysWhateverTheOrderOfItsFields() {
        var first = one("\"kind\":\"visit\",\"household\":7,\"outcome\":\"IN_PERSON\"");
        var turned = one("\"outcome\":\"IN_PERSON\",\"household\":7,\"kind\":\"visit\"");
        var other = one("\"kind\":\"visit\",\"household\":8,\"outcome\":\"IN_PERSON\"");
        assertThat(turned.hash()).isEqualTo(first.hash());
        assertThat(other.hash()).isNotEqualTo(first.hash());
    }

    @Test
    void onlyWhatHasNoIdOrIsTooLongOrTooManyIsRefusedByItself() {
        var body = new StringBuilder(
                "{\"records\":[1,null,{},{\"id\":\"x\"},{\"id\":\"" + ID + "\",\"note\":\"" + "长".repeat(6000) + "\"}");
        for (var i = 0; i < 105; i++) {
            body.append(",{\"id\":\"").append(UUID.randomUUID()).append("\"}");
        }
        var handed = read(body + "]}");
        assertThat(handed.records()).hasSize(100);
        assertThat(handed.refused()).hasSize(10).contains("x", ID);
    }

    @Test
    void anythingAtAllIsReadOrRefusedWithOneKindOfError() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var good = "{\"now\":\"2026-11-26T10:00:00Z\",\"records\":[{\"id\":\"" + ID
                + "\",\"kind\":\"visit\",\"household\":7,\"outcome\":\"IN_PERSON\"}]}";
        for (var i = 0; i < 20_000; i++) {
            var bytes = good.getBytes(StandardCharsets.UTF_8);
            for (var change = random.nextInt(1, 5); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                PhoneRecords.read(bytes);
            } catch (RuleViolation unreadable) {
                assertThat(unreadable.key()).as("seed %s", seed).isEqualTo("households.phone.unreadable");
            }
        }
    }

    private static PhoneRecord one(String fields) {
        return read("{\"records\":[{\"id\":\"" + ID + "\"," + fields + "}]}")
                .records()
                .getFirst();
    }

    private static PhoneRecords.Handed read(String body) {
        return PhoneRecords.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
