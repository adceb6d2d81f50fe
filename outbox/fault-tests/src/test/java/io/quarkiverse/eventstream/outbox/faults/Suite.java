package io.quarkiverse.eventstream.outbox.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.quarkiverse.eventstream.outbox.faults.Setting.Servers;

/** Tests that share a broker and a database server, and print a row for each run. */
abstract class Suite {

    static Setting setting;

    @BeforeAll
    static void begin() throws Exception {
        setting = Setting.ofTests(Servers.start());
        System.out.println("Seed: -Dfaults.seed=" + setting.seed() + "\n" + Verdict.head());
    }

    @AfterAll
    static void end() throws Exception {
        setting.servers().close();
    }

    static Verdict verdict(Workload workload, Setting of) throws Exception {
        Verdict verdict = Run.of(workload, of);
        System.out.println(verdict.row());
        return verdict;
    }
}
