package io.quarkiverse.eventstream.outbox.faults;

import java.time.Duration;
import java.util.List;

/** Something that goes wrong, and is repaired. */
enum Fault {

    /** An instance is killed, and another one started. */
    KILL {
        @Override
        void inject(Run run) throws Exception {
            run.takeAny().kill();
            run.start(true).awaitUp();
        }
    },

    /** An instance is stopped, and another one started. */
    STOP {
        @Override
        void inject(Run run) throws Exception {
            run.start(true).awaitUp();
            run.takeAny().stop();
        }
    },

    /** An instance does nothing until the others have its leases, and resumes. */
    TAKE_OVER {
        @Override
        void inject(Run run) throws Exception {
            Instance frozen = run.any();
            frozen.freeze();
            try {
                // In vain if the lease does not expire: the verdict will say so.
                run.awaitOwners(Run.INSTANCES - 1);
            } finally {
                frozen.resume();
            }
        }
    },

    BROKER_RESTART {
        @Override
        void inject(Run run) {
            run.servers().broker().kill();
            run.servers().broker().restart();
        }
    },

    DATABASE_RESTART {
        @Override
        void inject(Run run) throws Exception {
            run.servers().database().restart();
        }
    },

    DATABASE_CRASH {
        @Override
        void inject(Run run) throws Exception {
            run.servers().database().crash();
        }
    },

    /** The broker goes first, so that the instances have committed events that it has not acknowledged. */
    POWER_CUT {
        @Override
        void inject(Run run) throws Exception {
            run.servers().broker().kill();
            run.awaitStored();
            List<Instance> killed = run.takeAll();
            for (Instance instance : killed) {
                instance.kill();
            }
            run.servers().database().crash();
            run.servers().broker().restart();
            for (int i = 0; i < killed.size(); i++) {
                run.start(true);
            }
            run.awaitUp();
        }
    },

    /** Another client joins the group of the listeners and leaves it, again and again: partitions move, and their events come again. */
    REBALANCE_STORM {
        @Override
        void inject(Run run) {
            for (int i = 0; i < REBALANCES; i++) {
                run.topic().join(Duration.ofMillis(run.random().nextInt(500)));
            }
        }
    };

    private static final int REBALANCES = 6;

    abstract void inject(Run run) throws Exception;
}
