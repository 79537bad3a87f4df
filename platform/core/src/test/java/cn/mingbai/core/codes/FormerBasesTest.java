package cn.mingbai.core.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.core.start.StartRefused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class FormerBasesTest {

    private static final String PRESENT = "https://mb.example.cn/";

    @ParameterizedTest
    @CsvSource({
        "old.example.cn, /H/0123, , https://mb.example.cn/H/0123",
        "OLD.EXAMPLE.CN, /H/0123, , https://mb.example.cn/H/0123",
        "older.example.cn, /h/0123, lang=en, https://mb.example.cn/h/0123?lang=en",
        "old.example.cn, /a%2Fb%0D%0Ax, , https://mb.example.cn/a%2Fb%0D%0Ax",
        "old.example.cn, //evil.example.com/, , https://mb.example.cn//evil.example.com/"
    })
    void leadsAFormerHostToTheSamePathUnderThePresentBase(String host, String path, String query, String location)
            throws Exception {
        var answer = asked(host, path, query);
        assertThat(answer.getStatus()).isEqualTo(308);
        assertThat(answer.getHeader("Location")).isEqualTo(location);
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mb.example.cn", "localhost", "other.example.cn", "xold.example.cn", "old.example.cn.evil.cn"})
    void letsEveryOtherHostThrough(String host) throws Exception {
        assertThat(asked(host, "/H/0123", null).getStatus()).isEqualTo(200);
    }

    @Test
    void withoutFormerBasesNothingIsLedAnywhere() throws Exception {
        var chain = new MockFilterChain();
        var request = new MockHttpServletRequest("GET", "/H/0123");
        request.setServerName("old.example.cn");
        new FormerBases(PRESENT, List.of("")).doFilter(request, new MockHttpServletResponse(), chain);
        assertThat(chain.getRequest()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"old.example.cn", "https://old.example.cn/path", "ftp://old.example.cn", "http://MB.example.cn"})
    void refusesToStartWithABaseThatIsNoneOrTheSameHost(String former) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> new FormerBases(PRESENT, List.of(former)))
                .withMessageContaining("mingbai.former-public-bases");
    }

    private static MockHttpServletResponse asked(String host, String path, String query) throws Exception {
        var request = new MockHttpServletRequest("GET", path);
        request.setServerName(host);
        request.setQueryString(query);
        var response = new MockHttpServletResponse();
        new FormerBases(PRESENT, List.of("https://old.example.cn", " http://older.example.cn:8080/ "))
                .doFilter(request, response, new MockFilterChain());
        return response;
    }
}
