"""What a grid says in a sentence where there is no range to tell."""

import lantoa as lt


def test_cells_that_are_all_alike_are_no_range():
    plan = lt.load_plan("exemplars-2021-2025")
    result = lt.evaluate(lt.sample_office(seed=7), plan, "so_ket_2023")
    alike = result.grid({"cn_sang_kien.count": [1, 2]})
    assert alike.sentence.startswith("2 phương án, đều là 57 trường hợp, hiện là 57; 2 phương án")
    apart = result.grid({"cn_luon_tot.at_least": ["hoan_thanh", "hoan_thanh_tot"]})
    assert apart.sentence.startswith("2 phương án: từ 57 đến 66 trường hợp, hiện là 57")
