package cn.mingbai.core.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BodyLimitTest {

    private static final String PAGE = "/";
    private static final long END = 40L * 1024 * 1024;
    private static final String UPLOAD = "/VAADIN/dynamic/resource/1/a/upload";

    /** A body far beyond every limit that counts what is taken of it. */
    private static final class LongBody extends MockHttpServletRequest {

        private final AtomicLong taken = new AtomicLong();

        LongBody(String path) {
            super("POST", path);
            setServletPath(path);
        }

        @Override
        public ServletInputStream getInputStream() {
            return new DelegatingServletInputStream(new java.io.InputStream() {
                @Override
                public int read() {
                    return taken.incrementAndGet() > END ? -1 : 'a';
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    return taken.addAndGet(length) > END ? -1 : length;
                }
            });
        }
    }

    private static FilterChain reading(long bytes, boolean one) {
        return (request, response) -> {
            var body = request.getInputStream();
            var block = new byte[8192];
            var read = 0L;
            while (read < bytes) {
                read += one
                        ? Math.min(1, body.read() + 1)
                        : body.read(block, 0, (int) Math.min(block.length, bytes - read));
            }
        };
    }

    @ParameterizedTest
    @CsvSource({PAGE + ",4194304", UPLOAD + ",10551296"})
    void takesWhatItMayAndNotAByteMoreThanShowsThatThereIsMore(String path, long limit) throws Exception {
        for (var one : new boolean[] {true, false}) {
            var within = new LongBody(path);
            var fine = new MockHttpServletResponse();
            new BodyLimit().doFilter(within, fine, reading(limit, one));
            assertThat(fine.getStatus()).isEqualTo(200);
            assertThat(within.taken).hasValue(limit);

            var beyond = new LongBody(path);
            var refused = new MockHttpServletResponse();
            new BodyLimit().doFilter(beyond, refused, reading(limit + 100_000, one));
            assertThat(refused.getStatus()).isEqualTo(413);
            assertThat(beyond.taken).hasValue(limit + 1);
        }
    }

    @Test
    void refusesThoughWhoeverReadsSwallowsTheFailure() throws Exception {
        var beyond = new LongBody(PAGE);
        var refused = new MockHttpServletResponse();
        new BodyLimit().doFilter(beyond, refused, (request, response) -> {
            try {
                request.getReader().transferTo(java.io.Writer.nullWriter());
            } catch (IOException swallowed) {
                response.getWriter().write("all is well");
            }
        });
        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(refused.getContentAsString()).isEmpty();
        assertThat(beyond.taken).hasValueLessThanOrEqualTo(BodyLimit.CALL + 1);
    }

    @Test
    void passesOnAnyOtherFailure() {
        var request = new LongBody(PAGE);
        assertThatThrownBy(() -> new BodyLimit().doFilter(request, new MockHttpServletResponse(), (ask, answer) -> {
                    throw new IOException("the line was cut");
                }))
                .hasMessage("the line was cut");
    }
}
