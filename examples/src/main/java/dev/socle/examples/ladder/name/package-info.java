/** Step 10: the same service by its name, on the instances that live. */
@NullMarked
package dev.socle.examples.ladder.name;

import org.jspecify.annotations.NullMarked;
