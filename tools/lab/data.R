# Writes the Lab's data sets, src/likely/notebook/lab/data/*.csv, from R's own packages:
#     Rscript tools/lab/data.R
# Needs the packages MASS and vcd (Debian: r-cran-mass, r-cran-vcd). What each holds, and where the numbers
# come from, stands in src/likely/notebook/lab/data_sets.toml.
to <- "src/likely/notebook/lab/data"
put <- function(table, name)
  write.csv(table, file.path(to, paste0(name, ".csv")), row.names = FALSE, quote = FALSE, eol = "\n")

put(faithful, "old-faithful")
put(data.frame(inches = unname(precip)), "rainfall")
names(iris) <- c("sepal_length", "sepal_width", "petal_length", "petal_width", "species")
put(iris, "iris")
data(gehan, package = "MASS")
put(data.frame(weeks = gehan$time[gehan$treat == "control"]), "remission")
treated <- gehan[gehan$treat == "6-MP", ]
put(data.frame(weeks = treated$time, relapsed = treated$cens), "remission-treated")
data(HorseKicks, package = "vcd")
put(data.frame(deaths = rep(as.integer(names(HorseKicks)), HorseKicks)), "horse-kicks")
# Published as a total only: 5,067 heads in 10,000 tosses. The order here is not the order of the tosses.
put(data.frame(heads = rep(c(1, 0), c(5067, 4933))), "kerrich-coin")
