/** Step 8: many requests on one connection, with demand, cancellation and deadlines. */
@NullMarked
package dev.socle.examples.ladder.session;

import org.jspecify.annotations.NullMarked;
