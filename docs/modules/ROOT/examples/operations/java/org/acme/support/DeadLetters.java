package org.acme.support;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterPage;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.LetterSummary;
import io.quarkiverse.eventstream.operations.LetterTopic;
import io.quarkiverse.eventstream.operations.PageRequest;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.RedrivePlan;

/** What the support team does with dead letters. */
@Singleton
public class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    // tag::inject[]
    @Inject
    DeadLetterDesk desk;
    // end::inject[]

    // tag::groups[]
    void report() {
        for (LetterTopic topic : desk.topics()) { // <1>
            LOG.infof("%s: %d open", topic.topic(), topic.count(LetterState.OPEN));
            for (LetterGroup group : desk.groups(topic.topic(), LetterFilter.open())) { // <2>
                LOG.infof("%d times %s at %s in %s, last %s", group.count(), group.exception(), group.frame(),
                        group.listener(), group.last());
            }
        }
    }
    // end::groups[]

    // tag::filter[]
    LetterFilter lostCustomers() {
        return LetterFilter.builder()
                .listener("billing").exception("org.acme.shop.NoSuchCustomer")
                .failedBetween(Instant.now().minus(Duration.ofDays(1)), null)
                .build();
    }
    // end::filter[]

    // tag::pages[]
    void list(LetterFilter filter) {
        PageRequest request = PageRequest.newest(50);
        while (request != null) {
            LetterPage page = desk.letters("orders.dlq", filter, request);
            for (LetterSummary letter : page.letters()) {
                LOG.infof("%s: %s %s", letter.id(), letter.eventName(), letter.failure().message());
            }
            request = page.next().map(request::at).orElse(null); // <1>
        }
    }
    // end::pages[]

    // tag::inspect[]
    String customerOf(LetterId id) {
        Letter letter = desk.letter(id).orElseThrow();
        LOG.infof("trace %s, attempts %d, %s", letter.traceId().orElse("unknown"), letter.failure().attempts(),
                letter.stackTrace().orElse(""));
        return letter.event().map(event -> event.payloadAsTree().path("customer").asText()) // <1>
                .orElseGet(() -> letter.undecodable().orElse("no value")); // <2>
    }
    // end::inspect[]

    // tag::redrive[]
    CompletionStage<Void> redrive(LetterFilter filter, String operator) {
        RedriveOptions options = RedriveOptions.by(operator) // <1>
                .reason("The customers were imported")
                .ratePerSecond(20) // <2>
                .build();
        RedrivePlan plan = desk.plan("orders.dlq", filter, options); // <3>
        LOG.infof("%d letters to %s, refused: %s", plan.count(), plan.byListener(), plan.refused());
        Redrive redrive = desk.redrive("orders.dlq", filter, options);
        return redrive.completion() // <4>
                .thenRun(() -> LOG.infof("%d letters were redriven", redrive.redriven()));
    }
    // end::redrive[]

    // tag::edit[]
    Redrive redriveCorrected(LetterId id, String envelope, String operator) {
        return desk.redrive(id.topic(), LetterFilter.of(id), RedriveOptions.by(operator).editedValue(envelope).build());
    }
    // end::edit[]

    // tag::target[]
    Redrive redriveLettersOfGo(List<LetterId> ids, String operator) {
        return desk.redrive("orders.dlq", LetterFilter.builder().ids(ids).build(),
                RedriveOptions.by(operator).target("billing", "shop").build()); // <1>
    }
    // end::target[]

    // tag::discard[]
    long discardTests(String operator) {
        return desk.discard("orders.dlq", LetterFilter.builder().key("test-customer").build(), operator, "Test data");
    }
    // end::discard[]
}
