package cn.mingbai.core.outage;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.error.NoRoom;
import cn.mingbai.core.i18n.Texts;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.util.WebUtils;

class OutageFilterTest {

    private static final Texts TEXTS =
            new AnnotationConfigApplicationContext("cn.mingbai.core.i18n").getBean(Texts.class);

    private final DiskRoom room = new DiskRoom();
    private final OutageFilter filter = new OutageFilter(TEXTS, room);
    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/board");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private void full(DiskPlace place) {
        room.saw(List.of(new DiskRoom.Seen(place, Path.of("/"), RoomLevel.FULL, 1)));
    }

    @Test
    void refusesAFormWithFilesBeforeAnybodyReadsIt() throws Exception {
        request.setContentType("multipart/form-data; boundary=x");
        full(DiskPlace.TEMPORARY);
        FilterChain nobody = (asked, answered) -> {
            throw new AssertionError("expected to be refused before");
        };
        filter.doFilter(request, response, nobody);
        assertThat(response.getStatus()).isEqualTo(507);
        assertThat(response.getHeader("Retry-After")).isEqualTo("30");
        assertThat(response.getContentAsString()).contains("\"problem\":\"disk-full\"");
    }

    @Test
    void letsFormsWithoutFilesThrough() throws Exception {
        request.setContentType("application/x-www-form-urlencoded");
        full(DiskPlace.TEMPORARY);
        filter.doFilter(request, response, (asked, answered) -> response.setStatus(204));
        assertThat(response.getStatus()).isEqualTo(204);
    }

    @Test
    void answersWhatFailedForWantOfRoom() throws Exception {
        for (var failure : new RuntimeException[] {
            new IllegalStateException(new NoRoom()),
            new MultipartException("no", new IOException("/tmp/x: No space left on device"))
        }) {
            var answered = new MockHttpServletResponse();
            filter.doFilter(new MockHttpServletRequest("POST", "/board"), answered, (asked, into) -> {
                throw failure;
            });
            assertThat(answered.getStatus()).as("%s", failure).isEqualTo(507);
        }
    }

    @Test
    void hidesFilesFromThePageOfErrors() throws Exception {
        request.setContentType("multipart/form-data; boundary=x");
        request.setDispatcherType(DispatcherType.ERROR);
        request.setAttribute(WebUtils.ERROR_REQUEST_URI_ATTRIBUTE, "/board");
        full(DiskPlace.TEMPORARY);
        var type = new AtomicReference<>("not reached");
        filter.doFilter(request, response, (asked, answered) -> type.set(String.valueOf(asked.getContentType())));
        assertThat(type).hasValue("null");
    }
}
