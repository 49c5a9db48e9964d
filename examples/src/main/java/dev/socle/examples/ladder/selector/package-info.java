/** Step 4: step 1's server for many connections, with one thread. */
@NullMarked
package dev.socle.examples.ladder.selector;

import org.jspecify.annotations.NullMarked;
