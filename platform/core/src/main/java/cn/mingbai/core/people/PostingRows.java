package cn.mingbai.core.people;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface PostingRows extends JpaRepository<PostingRow, Long> {

    List<PostingRow> findByPersonIdAndSupersededAt(long personId, Instant supersededAt);
}
