package cn.mingbai.core.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "person")
class PersonRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "person_seq")
    @SequenceGenerator(name = "person_seq", sequenceName = "person_seq")
    @Nullable
    Long id;

    @Column(nullable = false)
    String staffNumber;

    @Column(nullable = false)
    String name;

    @Nullable
    String phone;

    @Column(nullable = false)
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected PersonRow() {}

    PersonRow(String staffNumber, String name, @Nullable String phone, Instant createdAt) {
        this.staffNumber = staffNumber;
        this.name = name;
        this.phone = phone;
        this.createdAt = createdAt;
    }
}
